"""Codebooks: the codes with their definitions and rules, read from YAML files that people write by hand."""

from ethnography.codebook.nouns import Code, Codebook
from ethnography.codebook.rules import Near, Rule
from ethnography.codebook.yaml_file import parse_codebook, read_codebook

__all__ = ["Code", "Codebook", "Near", "Rule", "parse_codebook", "read_codebook"]

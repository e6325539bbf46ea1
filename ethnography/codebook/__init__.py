"""Codebooks: the codes with their definitions and rules, read from and added to YAML files that people write by hand."""

from ethnography.codebook.colors import code_colors
from ethnography.codebook.nouns import Code, Codebook
from ethnography.codebook.rules import Near, Rule
from ethnography.codebook.writing import add_code
from ethnography.codebook.yaml_file import parse_codebook, read_codebook

__all__ = ["Code", "Codebook", "Near", "Rule", "add_code", "code_colors", "parse_codebook", "read_codebook"]

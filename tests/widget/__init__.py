"""Tests of the coding widget in its front ends."""

"""Calibration: when to refuse, fitted to one corpus and measured on questions kept out of the fit."""

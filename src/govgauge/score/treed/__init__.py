"""Weighted trees of gathered sites: leaves from detectors, people, figures and units below."""

"""The desk of reorganisations: pages, forms, files and JSON by which plans are composed, looked at, carried out."""

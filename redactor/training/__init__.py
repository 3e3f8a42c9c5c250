"""How the embedded model is made, reproducibly: ``python -m redactor.training --data DIR --out DIR``."""

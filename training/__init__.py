"""The trainer: corpora -> CodeGen models (NL -> Multi -> Mono) -> multi-turn fine-tuning -> a bundle.

python -m training.corpus RECIPE OUT      raw text -> filtered, deduplicated, packed rows
python -m training.large RECIPE OUT       the same for files that you have, on Slurm or Ray
python -m training.train STAGE.toml       one stage -> a bundle folder
python -m training.plan --size 16B ...    memory, time and cost before any of it runs
python -m training.export BUNDLE          the bundle's ONNX model
"""

"""Evaluation: HumanEval, MTPB and perplexity; sampling and scoring meet in a JSONL file."""

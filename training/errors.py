"""The trainer's errors. Every message is one line that says what to do next."""


class TrainingError(Exception):
    """Base of every error that the trainer raises on purpose."""


class BadStage(TrainingError):
    """A stage file has an unknown key, a wrong type, or settings that contradict each other."""


class BadCorpus(TrainingError):
    """A corpus, its archives or its packed rows cannot be used as they are."""


class NoRows(BadCorpus):
    """The texts do not fill one row."""


class BadCheckpoint(TrainingError):
    """A checkpoint or a bundle does not fit the model, or is incomplete."""


class NonFiniteLoss(TrainingError):
    """The loss or the gradient's norm is not a number; the batch is named."""


class DiskFull(TrainingError):
    """A file could not be written; what was there before is untouched."""

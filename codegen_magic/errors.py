"""The error family. Every message is one line that says what to do next."""


class CodegenMagicError(Exception):
    """Base of every error that this package raises on purpose."""


class BadInput(CodegenMagicError):
    """The user's options, settings or step cannot be used as they are."""


class ModelNotFound(CodegenMagicError):
    """No model of that name is on this machine."""


class ModelBroken(CodegenMagicError):
    """A model folder exists but cannot be loaded: files missing, corrupt or unsafe."""


class BackendUnavailable(CodegenMagicError):
    """The backend's packages, device or server are not there."""


class ContextFull(CodegenMagicError):
    """The step does not fit into the model's context, even with no earlier turns."""


class FetchFailed(CodegenMagicError):
    """A model could not be downloaded or did not match its pinned hash."""


class NoCode(CodegenMagicError):
    """The model answered, but no code could be taken from the answer."""


class RecordFailed(CodegenMagicError):
    """The notebook's record could not be read or written. The step itself stands."""

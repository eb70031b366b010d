"""Parts of the window: values in, signals out; they know neither worker nor engine."""

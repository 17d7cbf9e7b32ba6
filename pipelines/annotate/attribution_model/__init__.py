"""The learned attribution extractor: text → source, cue and content spans with a calibrated confidence.

Runs on onnxruntime and a tokenizer alone; it needs no parse. What it reads from text (`words`, `windows`,
`candidates`) is shared with `pipelines.train`, so that training and use see the same features.
"""

"""The attribution network in PyTorch.

Belongs here: layers and the loss of a batch's labels. Does not belong here: features (they are the runtime's own),
the training loop, export.

An encoder reads a window once and tags cue words. A light conditional head then reads each candidate cue's segment
again, told where the cue is, and labels every word source, cue, content or outside; a validity score says whether
the candidate is a cue at all. Encoder: MiniLM, 6 layers of width 384 (Wang et al. 2020), with embeddings of
quotation state and word shape added to its input. Labels: a linear-chain CRF (Lafferty et al. 2001).
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipelines.annotate.actor_model.name_tags import N_TAGS
from pipelines.annotate.actor_model.pronoun_layers import N_FEATURES
from pipelines.annotate.attribution_model.candidates import N_DISTANCES, N_OTHERS, N_SENTENCES
from pipelines.annotate.attribution_model.windows import LONGEST_TRAINED
from pipelines.annotate.attribution_model.words import Quote, Shape

WIDTH = 384
HEAD_WIDTH = 192
N_LABELS = 4
FAR = -1e4  # added to what attention and maxima must not see
POOL = 6_000_000
DROPOUT = 0.1
PRONOUN_WIDTH = 128
PRONOUN_DROPOUT = 0.2


class PooledDropout(nn.Module):
    """Dropout whose masks are cut from one pool of random numbers: drawing them anew costs 9 % of a step on a CPU."""

    pools: ClassVar[dict[float, Tensor]] = {}

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, inputs: Tensor) -> Tensor:
        """Inputs with some values zeroed, in training only."""
        if not self.training:
            return inputs
        if self.rate not in self.pools or torch.rand(1).item() < 0.0005:
            self.pools[self.rate] = (torch.rand(POOL) > self.rate).float() / (1 - self.rate)
        size = inputs.numel()
        start = int(torch.randint(0, POOL - size, (1,)))
        return inputs * self.pools[self.rate][start : start + size].view(inputs.shape)


def attention(query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None) -> Tensor:
    """Scaled dot-product attention of B × T × width; `bias` is added to the scores.

    Written out, because the fused kernel's backward pass takes a third of a step on a CPU.
    """
    query, key, value = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (query, key, value))
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    if bias is not None:
        scores = scores + bias
    return torch.matmul(scores.softmax(-1), value).transpose(1, 2).flatten(2)


class Layer(nn.Module):
    """A transformer layer with the normalisation after each part, as in BERT (Devlin et al. 2019).

    `attention` may be exchanged for another way to compute the same.
    """

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention = attention
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.norm_attended = nn.LayerNorm(width, 1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm_outer = nn.LayerNorm(width, 1e-12)
        self.dropout = PooledDropout(dropout)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """States B × T × width; `bias` B × 1 × 1 × T is added to the attention scores."""
        query, key, value = self.query_key_value(states).chunk(3, -1)
        mixed = self.attention(query, key, value, self.heads, bias)
        states = self.norm_attended(states + self.dropout(self.attended(mixed)))
        return self.norm_outer(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Encoder(nn.Module):
    """Word states, cue tags (outside, begin, inside) and name tags (see `actor_model.name_tags`) of a window."""

    def __init__(self, n_words: int, n_layers: int = 6) -> None:
        super().__init__()
        self.words = nn.Embedding(n_words, WIDTH)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Parameter(torch.zeros(LONGEST_TRAINED, WIDTH), requires_grad=False)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.quote = nn.Embedding(len(Quote), WIDTH)
        self.shape = nn.Embedding(len(Shape), WIDTH)
        nn.init.zeros_(self.quote.weight)
        nn.init.zeros_(self.shape.weight)
        layers = [Layer(WIDTH, 4 * WIDTH, 12, DROPOUT) for _ in range(n_layers)]
        self.layers = nn.ModuleList(layers)
        self.tags = nn.Sequential(
            PooledDropout(DROPOUT), nn.Linear(WIDTH, HEAD_WIDTH), nn.GELU(), nn.Linear(HEAD_WIDTH, 3)
        )
        self.names = nn.Sequential(
            PooledDropout(DROPOUT), nn.Linear(WIDTH, HEAD_WIDTH), nn.GELU(), nn.Linear(HEAD_WIDTH, N_TAGS)
        )

    def forward(self, pieces: Tensor, quote: Tensor, shape: Tensor, mask: Tensor | None) -> Tensor:
        """Piece states B × T × width of pieces, quotation states and shapes B × T; `mask` is 1 where a piece is."""
        states = (
            self.norm(self.words(pieces) + self.positions[: pieces.shape[1]]) + self.quote(quote) + self.shape(shape)
        )
        bias = None if mask is None else (1 - mask[:, None, None, :]) * FAR
        for layer in self.layers:
            states = layer(states, bias)
        return states

    @classmethod
    def pretrained(cls, weights: Path) -> Encoder:
        """The base model's weights (a safetensors file of a BERT model with 6 layers of width 384)."""
        named = {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(weights).items()}
        encoder = cls(named["embeddings.word_embeddings.weight"].shape[0])
        encoder.words.weight.data = named["embeddings.word_embeddings.weight"]
        kinds = named["embeddings.token_type_embeddings.weight"]
        encoder.positions.data = named["embeddings.position_embeddings.weight"][:LONGEST_TRAINED] + kinds[0]
        _fill(encoder.norm, named, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            prefix = f"encoder.layer.{number}"
            parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
            layer.query_key_value.weight.data = torch.cat([named[f"{part}.weight"] for part in parts])
            layer.query_key_value.bias.data = torch.cat([named[f"{part}.bias"] for part in parts])
            _fill(layer.attended, named, f"{prefix}.attention.output.dense")
            _fill(layer.norm_attended, named, f"{prefix}.attention.output.LayerNorm")
            _fill(layer.inner, named, f"{prefix}.intermediate.dense")
            _fill(layer.outer, named, f"{prefix}.output.dense")
            _fill(layer.norm_outer, named, f"{prefix}.output.LayerNorm")
        return encoder


def _fill(module: nn.Module, named: dict[str, Tensor], name: str) -> None:
    module.weight.data = named[f"{name}.weight"]
    module.bias.data = named[f"{name}.bias"]


class PronounHead(nn.Module):
    """Scores of the mentions that a pronoun may go back to, and of none; `actor_model.pronoun_ranker` does the same."""

    def __init__(self) -> None:
        super().__init__()
        width = PRONOUN_WIDTH
        self.pronoun = nn.Linear(WIDTH, width)
        self.mention = nn.Linear(2 * WIDTH, width)
        self.features = nn.Linear(N_FEATURES, width)
        self.hidden = nn.Linear(4 * width, width)
        self.score = nn.Linear(width, 1)
        self.none_hidden = nn.Linear(width, width)
        self.none_score = nn.Linear(width, 1)
        self.dropout = nn.Dropout(PRONOUN_DROPOUT)

    def forward(self, pronoun: Tensor, mentions: Tensor, given: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of N mentions, and that of none, from states (width; N × 2 width) and features (N × features)."""
        asked = self.pronoun(self.dropout(pronoun))
        offered = self.mention(self.dropout(mentions))
        told = self.features(given)
        joined = torch.cat([offered, asked.expand_as(offered), offered * asked, told], 1)
        scores = self.score(self.dropout(self.hidden(joined).relu()))[:, 0]
        none = self.none_score(self.none_hidden(asked).relu())
        return scores, none[0]


class ConditionalHead(nn.Module):
    """Labels of a segment's words for one candidate cue, and whether the candidate is a cue."""

    def __init__(self, n_layers: int = 2) -> None:
        super().__init__()
        width = HEAD_WIDTH
        self.words = nn.Linear(WIDTH, width)
        self.cue_shift = nn.Linear(2 * WIDTH, width)
        self.cue_scale = nn.Linear(2 * WIDTH, width)
        self.distance = nn.Embedding(N_DISTANCES, width)
        self.sentence = nn.Embedding(N_SENTENCES, width)
        self.other = nn.Embedding(N_OTHERS, width)
        self.quote = nn.Embedding(len(Quote), width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList([Layer(width, 3 * width, 6, DROPOUT) for _ in range(n_layers)])
        self.labels = nn.Linear(width, N_LABELS)
        self.validity = nn.Sequential(
            nn.Linear(3 * width, width), nn.GELU(), PooledDropout(DROPOUT), nn.Linear(width, 1)
        )
        self.transitions = nn.Parameter(torch.randn(N_LABELS, N_LABELS) * 0.01)
        self.starts = nn.Parameter(torch.zeros(N_LABELS))
        self.ends = nn.Parameter(torch.zeros(N_LABELS))

    def forward(
        self,
        words: Tensor,
        distance: Tensor,
        sentence: Tensor,
        other: Tensor,
        quote: Tensor,
        cue: Tensor,
        mask: Tensor | None,
    ) -> tuple[Tensor, Tensor]:
        """Label scores K × W × 4 and validity K (a log-odds).

        Args:
            words: states of the words, K × W × width, or 1 × W × width where the candidates share a segment.
            distance: of each word to the cue; likewise sentence and other: K × W.
            sentence: sentences apart.
            other: whether a word is likely in another cue.
            quote: quotation state, K × W or 1 × W.
            cue: 1 for the words of the candidate, K × W.
            mask: 1 where a word is, K × W; None where all segments are of one length.
        """
        share = cue / cue.sum(1, keepdim=True)
        cue_mean = torch.matmul(share[:, None, :], words)[:, 0]
        cue_highest = (words + FAR * (1 - cue[:, :, None])).amax(1)
        about = torch.cat([cue_mean, cue_highest], -1)
        states = self.words(words) * (1 + self.cue_scale(about)[:, None]) + self.cue_shift(about)[:, None]
        states = self.norm(
            states + self.distance(distance) + self.sentence(sentence) + self.other(other) + self.quote(quote)
        )
        bias = None if mask is None else (1 - mask[:, None, None, :]) * FAR
        for layer in self.layers:
            states = layer(states, bias)
        if mask is None:
            highest, mean = states.amax(1), states.mean(1)
        else:
            highest = (states + FAR * (1 - mask[:, :, None])).amax(1)
            mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        at_cue = torch.matmul(share[:, None, :], states)[:, 0]
        return self.labels(states), self.validity(torch.cat([at_cue, highest, mean], -1))[:, 0]

    def negative_log_likelihood(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Of each labelling K × W, by the forward recursion."""
        emissions = emissions.float()
        length = emissions.shape[1]
        score = self.starts[labels[:, 0]] + (emissions.gather(2, labels[:, :, None])[:, :, 0] * mask).sum(1)
        score = score + (self.transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        last = mask.sum(1).long() - 1
        score = score + self.ends[labels.gather(1, last[:, None])[:, 0]]
        forward = self.starts + emissions[:, 0]
        present = mask.bool().unbind(1)
        steps = emissions.unbind(1)
        for word in range(1, length):
            following = torch.logsumexp(forward[:, :, None] + self.transitions, 1) + steps[word]
            forward = torch.where(present[word][:, None], following, forward)
        return torch.logsumexp(forward + self.ends, 1) - score

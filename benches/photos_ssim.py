#!/usr/bin/env python3
"""Compares pictures made by dangjian with those of libvips at equal size, beside a careful reduction (Lanczos, unpacked).

    benches/photos_ssim.py ORIGINALS MADE      needs Pillow, scikit-image and vipsthumbnail

For each width libvips gets the lowest quality at which its file is at least as large as ours. Printed is the mean over the
photos of SSIM (luma, then all channels), and of the bytes.
"""

import glob
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image
from skimage.metrics import structural_similarity

WIDTHS = [480, 960, 1600]
PHOTOS = 8


def similarity(reference, path):
    """SSIM of luma and of all channels, as Wang and others measure it: a Gaussian window of 11 pixels."""
    options = {'gaussian_weights': True, 'sigma': 1.5, 'use_sample_covariance': False, 'data_range': 255}
    made = Image.open(path)
    luma = [numpy.asarray(picture.convert('L')) for picture in (reference, made)]
    colours = [numpy.asarray(picture.convert('RGB')) for picture in (reference, made)]
    return structural_similarity(*luma, **options), structural_similarity(*colours, channel_axis=2, **options)


def by_vips(original, width, length, folder):
    """The picture by libvips that is at least as long, with the lowest quality."""
    low, high = 40, 95
    while low < high:
        quality = (low + high) // 2
        if size_at(original, width, quality, folder).stat().st_size < length:
            low = quality + 1
        else:
            high = quality
    return size_at(original, width, low, folder), low


def size_at(original, width, quality, folder):
    made = Path(folder, f'{width}-{quality}.jpg')
    output = f'{made}[Q={quality},interlace,optimize_coding,strip]'
    subprocess.run(['vipsthumbnail', original, '-s', f'{width}x', '-o', output], check=True)
    return made


def main(originals, made):
    print('| width | ours: luma, colours | bytes | libvips: luma, colours | bytes | its quality |')
    print('|---|---|---|---|---|---|')
    for width in WIDTHS:
        rows = []
        for number in range(PHOTOS):
            original = glob.glob(f'{originals}/**/p{number}.jpg', recursive=True)[0]
            ours = Path(glob.glob(f'{made}/**/p{number}-*-{width}.jpg', recursive=True)[0])
            whole = Image.open(original).convert('RGB')
            reference = whole.resize((width, round(width * whole.height / whole.width)), Image.Resampling.LANCZOS)
            with tempfile.TemporaryDirectory() as folder:
                theirs, quality = by_vips(original, width, ours.stat().st_size, folder)
                rows.append([*similarity(reference, ours), ours.stat().st_size,
                             *similarity(reference, theirs), theirs.stat().st_size, quality])
        luma, colours, size, their_luma, their_colours, their_size, quality = numpy.mean(rows, axis=0)
        print(f'| {width} | {luma:.4f}, {colours:.4f} | {size:.0f} | {their_luma:.4f}, {their_colours:.4f} | {their_size:.0f} | {quality:.0f} |')


if __name__ == '__main__':
    main(*sys.argv[1:])

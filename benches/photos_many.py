#!/usr/bin/env python3
"""Measures a second build of a site with 10,000 articles and 10,000 photos, none of which has changed, beside a full build of
the same site without photos. The photos are small: what counts is that none is decoded.

    benches/photos_many.py PROGRAM [FOLDER]      needs Pillow; processor time and elapsed time, the least of several runs
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ARTICLES = 10_000
# Of so many articles one is a folder with photos.
BUNDLES = 10
PHOTOS = 10
SECTIONS = 20
TEXT = '支部全体党员参加了这次活动，大家在现场交流了学习体会，并就下一步工作提出了意见和建议。' * 6


def jpeg():
    packed = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert('RGB').save(packed, 'JPEG', quality=80)
    return packed.getvalue()


def with_comment(photo, number):
    """The same pixels in other bytes: a comment with a number."""
    text = f'{number:08}'.encode()
    return photo[:2] + b'\xff\xfe' + (len(text) + 2).to_bytes(2, 'big') + text + photo[2:]


def write(site, has_photos):
    photo, number = jpeg(), 0
    content = site / 'content'
    for section in range(SECTIONS):
        (content / f's{section}').mkdir(parents=True)
        (content / f's{section}/_index.md').write_text(f'---\n标题: 要闻{section}\n类型: 新闻\n---\n')
    (site / 'site.yaml').write_text('title: 照片\nlanguages: [{code: zh}]\n')
    for article in range(ARTICLES):
        place = content / f's{article % SECTIONS}'
        text = f'---\n标题: 第{article + 1}次活动\n日期: 2026-01-02\n来源: 党群部\n---\n\n{TEXT}\n\n{TEXT}\n'
        if article % BUNDLES or not has_photos:
            (place / f'a{article}.md').write_text(text)
            continue
        (place / f'a{article}').mkdir()
        for _ in range(PHOTOS):
            (place / f'a{article}/p{number}.jpg').write_bytes(with_comment(photo, number))
            text += f'\n![活动现场](p{number}.jpg "活动现场")\n'
            number += 1
        (place / f'a{article}/index.md').write_text(text)


def build(program, site, output):
    """Returns processor time and elapsed time of a build, in milliseconds."""
    before, begin = os.times(), time.monotonic()
    subprocess.run([program, 'build', site, '--output', output, '--now', '2026-11-20'], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used * 1e3, (time.monotonic() - begin) * 1e3


def least(runs):
    return [min(values) for values in zip(*runs)]


def main(program, folder=None):
    folder = Path(tempfile.mkdtemp(prefix='dangjian-many-', dir=folder))
    try:
        plain, photos = folder / 'plain', folder / 'photos'
        write(plain, False)
        write(photos, True)
        full = []
        for _ in range(3):
            shutil.rmtree(plain / '.dangjian', ignore_errors=True)
            shutil.rmtree(folder / 'out', ignore_errors=True)
            full.append(build(program, plain, folder / 'out'))
        build(program, photos, folder / 'out-photos')
        # The store settles: files of the same second may have changed since.
        time.sleep(2.2)
        build(program, photos, folder / 'out-photos')
        made = sorted(photos.glob('.dangjian/pictures/**/*'))
        again = [build(program, photos, folder / 'out-photos') for _ in range(9)]
        assert made == sorted(photos.glob('.dangjian/pictures/**/*')), 'something was made'
        (used, elapsed), (used_again, elapsed_again) = least(full), least(again)
        print(f'full build without photos: {used:.0f} ms of processor, {elapsed:.0f} ms elapsed')
        print(f'10,000 photos, nothing changed: {used_again:.0f} ms of processor = 1/{used / used_again:.1f}, '
              f'{elapsed_again:.0f} ms elapsed = 1/{elapsed / elapsed_again:.1f}')
    finally:
        shutil.rmtree(folder)


if __name__ == '__main__':
    main(*sys.argv[1:])

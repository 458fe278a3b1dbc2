#!/bin/sh
# Makes the sample images of the end frame tests. Needs ImageMagick 6, webp, libjpeg-turbo-progs and
# libimage-exiftool-perl. Run it from anywhere; it writes next to itself.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
convert=/usr/bin/convert

# Wider than high, and neither side a multiple of 8, so that a reader that mixes up the sides or rounds
# to blocks is found out.
picture="gradient:#102a6b-#f4e285"
$convert -size 37x23 "$picture" -depth 8 -strip "$work/picture.ppm"
$convert -size 37x23 plasma:red-blue -seed 7 -depth 8 -strip "$work/noise.ppm"

png() { $convert "$@"; }
png "$work/picture.ppm" -strip -define png:exclude-chunks=all PNG24:plain.png
png "$work/picture.ppm" -strip -define png:exclude-chunks=all -interlace PNG PNG24:interlaced.png
png "$work/picture.ppm" -density 144 -set comment 'A text chunk in front of the pixels' PNG24:chunks.png
exiftool -q -overwrite_original -PNG:Title=extra -EXIF:Orientation#=6 chunks.png

# Noise, so that 0xff and its stuffing stand in the scan.
cjpeg -quality 90 -baseline -outfile baseline.jpg "$work/noise.ppm"
cjpeg -quality 90 -progressive -outfile progressive.jpg "$work/noise.ppm"
cjpeg -quality 90 -baseline -restart 1B -outfile restarts.jpg "$work/noise.ppm"
# A thumbnail has a start, a size and an end of its own, in front of those of the picture.
$convert "$work/noise.ppm" -resize 16x10 -strip -quality 40 "$work/thumbnail.jpg"
cp baseline.jpg rotated.jpg
exiftool -q -overwrite_original -Orientation#=6 "-ThumbnailImage<=$work/thumbnail.jpg" rotated.jpg

cwebp -quiet -q 60 "$work/noise.ppm" -o lossy.webp
cwebp -quiet -lossless "$work/picture.ppm" -o lossless.webp
$convert "$work/picture.ppm" \( -size 37x23 radial-gradient:white-black \) -alpha off \
	-compose CopyOpacity -composite PNG32:"$work/alpha.png"
cwebp -quiet -q 60 "$work/alpha.png" -o extended.webp
cwebp -quiet -lossless "$work/noise.ppm" -o "$work/second.webp"
webpmux -frame lossless.webp +100 -frame "$work/second.webp" +100 -o animated.webp 2>/dev/null

for size in 64x16 16x64 65x16 10000x10; do
	png -size $size "$picture" -strip -define png:exclude-chunks=all -depth 8 PNG8:$size.png
done

# What is no end frame.
$convert "$work/picture.ppm" -colors 8 picture.gif
$convert "$work/picture.ppm" BMP3:picture.bmp
printf '<!doctype html>\n<html><head><title>Not Found</title></head><body>404</body></html>\n' > page.html
printf 'This is no image, however its field may be named.\n' > text.txt

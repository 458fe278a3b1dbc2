#!/bin/sh
# Makes the sample videos the local gateway hands out, one per documented aspect ratio.
# Needs ffmpeg with libx264. Run it from anywhere; it writes next to itself.
set -eu
cd "$(dirname "$0")"

# Sizes are even in both directions (yuv420p needs that) and exactly of the ratio they stand for.
# Colours and end points are given because the filter draws them at random otherwise.
make() {
	file=$1 width=$2 height=$3 colours=$4
	source="gradients=size=${width}x${height}:rate=12:duration=1.5:speed=0.06:nb_colors=3"
	source="$source:seed=1:x0=0:y0=0:x1=$((width - 1)):y1=$((height - 1)):$colours"
	ffmpeg -nostdin -loglevel error -y -f lavfi -i "$source" \
		-map_metadata -1 -fflags +bitexact -flags:v +bitexact \
		-vf "setsar=1,format=yuv420p" -c:v libx264 -preset veryslow -crf 30 -threads 1 \
		-movflags +faststart "$file.mp4"
}

make 16x9 160 90 c0=0x102a6b:c1=0x2fb5c4:c2=0xf4e285
make 9x16 90 160 c0=0x4b0f5a:c1=0xd9466f:c2=0xffd08a
make 3x4 120 160 c0=0x0f3d2e:c1=0x4fae5b:c2=0xe6f2a2
make 4x3 160 120 c0=0x5a1a0c:c1=0xe0662b:c2=0xffe3b3
make 1x1 128 128 c0=0x1b1b3a:c1=0x6c63c7:c2=0xd7c9ff

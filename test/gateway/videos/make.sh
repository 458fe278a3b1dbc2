#!/bin/sh
# Makes the sample videos the local gateway hands out, one per documented aspect ratio: a red kite
# over a green hill. Needs ffmpeg with libx264. Run it from anywhere; it writes next to itself.
set -eu
cd "$(dirname "$0")"

# Sizes are even in both directions (yuv420p needs that) and exactly of the ratio they stand for.
make() {
	file=$1 width=$2 height=$3
	# Share of the 1.5 s that has passed, the kite's middle, and how far a pixel is from it.
	t="(T/1.5)" side="min(W,H)"
	x="(X-W*(0.2+0.55*$t))/$side" y="(Y-H*(0.55-0.3*$t+0.05*sin(9*$t)))/$side"
	kite="lt(abs($x)*1.5+abs($y+0.04)*(1-0.35*gt($y+0.04,0)),0.15)"
	hill="gt(Y,H*(0.72+0.5*pow(X/W-0.65,2)))"
	source="color=black:size=${width}x${height}:rate=12:duration=1.5,format=rgb24"
	source="$source,geq=r='if($kite,if(gt($x,0),215,240),if($hill,70+40*(1-Y/H),95+120*Y/H))'"
	source="$source:g='if($kite,if(gt($x,0),30,60),if($hill,150-50*(Y/H-0.7),165+70*Y/H))'"
	source="$source:b='if($kite,50,if($hill,70,235))'"
	ffmpeg -nostdin -loglevel error -y -f lavfi -i "$source" \
		-map_metadata -1 -fflags +bitexact -flags:v +bitexact \
		-vf "setsar=1,format=yuv420p" -c:v libx264 -preset veryslow -crf 30 -threads 1 \
		-movflags +faststart "$file.mp4"
}

make 16x9 384 216
make 9x16 216 384
make 3x4 240 320
make 4x3 320 240
make 1x1 256 256

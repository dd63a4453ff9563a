#!/bin/sh
# Installs what `isocortex bench` compares with: numpy, numba, PyTorch, TensorFlow with PsychRNN, and TensorFlow.js.
# usage: packages/cli/peers/install.sh [folder]      folder: .peers at the root when left out
#        PYTHON=python3.11 names the Python, 3.10 to 3.13
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-"$here/../../../.peers"}
python=${PYTHON:-python3}
mkdir -p "$folder/node"
folder=$(cd "$folder" && pwd)

"$python" -m venv "$folder/venv"
pip="$folder/venv/bin/python -m pip install --disable-pip-version-check"
$pip numpy numba
# The build without CUDA is a third of the size; anywhere else than on Linux the usual one is it.
$pip --retries 1 --index-url https://download.pytorch.org/whl/cpu torch==2.13.0 || $pip torch==2.13.0
$pip tensorflow-cpu || $pip tensorflow
# Without what it asks for: that is the whole of tensorflow, and plotting.
$pip --no-deps psychrnn==1.0.0

cd "$folder/node"
[ -f package.json ] || echo '{ "private": true, "type": "module" }' >package.json
npm install --no-audit --no-fund @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0

echo "peers are in $folder; measure with: isocortex bench --python $folder/venv/bin/python"

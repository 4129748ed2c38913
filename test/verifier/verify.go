// A second opinion on our logs: golang.org/x/mod/sumdb reads what we wrote and judges it by its own rules.
//
//	verify log DIR VKEY               exported tiles, bundles and checkpoint
//	verify continues DIR VKEY OLD     the log in DIR continues the checkpoint in the file OLD
//	verify proof FILE VKEY QUORUM [WITNESS-VKEY...]
//
// Prints one line of JSON; exits 0 when it holds, 1 when it does not, 2 when it was asked wrongly.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const width = 1 << height

type result struct {
	OK       bool   `json:"ok"`
	Size     int64  `json:"size"`
	Root     string `json:"root"`
	Cosigned int    `json:"cosigned"`
	Reason   string `json:"reason,omitempty"`
}

func main() {
	answer, err := run(os.Args[1:])
	if err != nil {
		answer.OK = false
		answer.Reason = err.Error()
	}
	line, _ := json.Marshal(answer)
	fmt.Println(string(line))
	if errors.Is(err, errUsage) {
		os.Exit(2)
	}
	if err != nil {
		os.Exit(1)
	}
}

var errUsage = errors.New("asked wrongly")

func run(args []string) (result, error) {
	switch {
	case len(args) == 3 && args[0] == "log":
		return checkLog(args[1], args[2])
	case len(args) == 4 && args[0] == "continues":
		return checkContinues(args[1], args[2], args[3])
	case len(args) >= 4 && args[0] == "proof":
		return checkProof(args[1], args[2], args[3], args[4:])
	}
	return result{}, errUsage
}

// What was signed, by the pinned key, under the pinned name.
func open(message []byte, vkey string) (tlog.Tree, string, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, "", err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, "", errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, opened.Text, err
}

// Our paths leave out the height, which C2SP fixed at 8.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

type directory string

func (directory) Height() int                     { return height }
func (directory) SaveTiles([]tlog.Tile, [][]byte) {}
func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(d), pathOf(tile)))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

// Every entry hashed anew into a tree of this library's own, which is held against the signed root and every tile.
func checkLog(dir, vkey string) (result, error) {
	message, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return result{}, err
	}
	tree, _, err := open(message, vkey)
	answer := result{Size: tree.N, Root: tree.Hash.String()}
	if err != nil {
		return answer, err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no hash %d", index)
			}
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for n := int64(0); n < tree.N; n += width {
		count := tree.N - n
		if count > width {
			count = width
		}
		entries, err := bundle(dir, n/width, int(count))
		if err != nil {
			return answer, err
		}
		for i, entry := range entries {
			hashes, err := tlog.StoredHashes(n+int64(i), entry, reader)
			if err != nil {
				return answer, err
			}
			stored = append(stored, hashes...)
		}
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return answer, err
	}
	if root != tree.Hash {
		return answer, fmt.Errorf("the entries give %v, signed is %v", root, tree.Hash)
	}
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		// Some versions list every width a partial tile ever had; an export holds the widest.
		if widest := tree.N>>(height*tile.L) - tile.N*width; tile.W < width && int64(tile.W) != widest {
			continue
		}
		wanted, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return answer, err
		}
		found, err := os.ReadFile(filepath.Join(dir, pathOf(tile)))
		if err != nil {
			return answer, err
		}
		if !bytes.Equal(wanted, found) {
			return answer, fmt.Errorf("%s is not what the entries give", pathOf(tile))
		}
	}
	answer.OK = true
	return answer, nil
}

// The entries of a bundle: two bytes of length before each.
func bundle(dir string, index int64, count int) ([][]byte, error) {
	path := pathOf(tlog.Tile{H: height, L: 0, N: index, W: count})
	path = strings.Replace(path, "tile/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			return nil, fmt.Errorf("%s is cut short", path)
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(entries) != count || len(data) != 0 {
		return nil, fmt.Errorf("%s has %d entries, not %d", path, len(entries), count)
	}
	return entries, nil
}

// The consistency proof is made and checked by the library, from our tiles.
func checkContinues(dir, vkey, old string) (result, error) {
	message, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return result{}, err
	}
	tree, _, err := open(message, vkey)
	answer := result{Size: tree.N, Root: tree.Hash.String()}
	if err != nil {
		return answer, err
	}
	kept, err := os.ReadFile(old)
	if err != nil {
		return answer, err
	}
	earlier, _, err := open(kept, vkey)
	if err != nil {
		return answer, err
	}
	if earlier.N > tree.N {
		return answer, fmt.Errorf("had %d entries, has %d", earlier.N, tree.N)
	}
	if earlier.N == 0 {
		answer.OK = true
		return answer, nil
	}
	proof, err := tlog.ProveTree(tree.N, earlier.N, tlog.TileHashReader(tree, directory(dir)))
	if err != nil {
		return answer, err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
		return answer, err
	}
	answer.OK = true
	return answer, nil
}

func checkProof(file, vkey, quorum string, witnesses []string) (result, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return result{}, err
	}
	head, message, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return result{}, errors.New("not a proof")
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return result{}, err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return result{}, err
	}
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return result{}, err
		}
		path = append(path, hash)
	}
	tree, _, err := open(message, vkey)
	answer := result{Size: tree.N, Root: tree.Hash.String()}
	if err != nil {
		return answer, err
	}
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return answer, err
	}
	for _, vkey := range witnesses {
		verifier, err := newCosigner(vkey)
		if err != nil {
			return answer, err
		}
		if _, err := note.Open(message, note.VerifierList(verifier)); err == nil {
			answer.Cosigned++
		}
	}
	if needed, err := strconv.Atoi(quorum); err != nil || answer.Cosigned < needed {
		return answer, fmt.Errorf("cosigned by %d, needed are %s", answer.Cosigned, quorum)
	}
	answer.OK = true
	return answer, nil
}

// C2SP tlog-cosignature for the library's note.Open: key type 4, eight bytes of time before the signature.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("not the key of a cosigner")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the key's id is not its own")
	}
	return cosigner{parts[0], hash, ed25519.PublicKey(key[1:])}, nil
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), message...)
	return ed25519.Verify(c.key, signed, signature[8:])
}

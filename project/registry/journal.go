package registry

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// block is a point of the chain: its height, and the hash it had.
type block struct {
	Number uint64      `json:"number"`
	Hash   common.Hash `json:"hash"`
}

// journal is an append-only file. Each line is the CRC-32 of what follows, in
// eight hexadecimal digits, a space, and JSON: first a heading that says what
// the journal is about, then one record per batch of blocks read. A line that
// does not hold, such as one torn by a power loss, ends the journal; what stood
// behind it is read from the chain again.
type journal struct {
	file *os.File
	size int64
	// marks are the records there are, oldest first.
	marks []mark
}

// mark says up to which block the journal reaches when cut at end.
type mark struct {
	block
	end int64
}

// Formats of journals. Where nobody stakes they are the same.
const (
	// plain journals do not tell in which block an event was.
	plain = 1
	// numbered ones do: which contract was a project's at a block depends on it. A plain journal of a network with
	// stakes is therefore about something else.
	numbered = 2
)

// heading names what the journal is about. A journal about something else is begun anew.
type heading struct {
	Format   int            `json:"format"`
	ChainID  uint64         `json:"chainId"`
	Projects common.Address `json:"projects"`
	Nodes    common.Address `json:"nodes"`
	Fleet    common.Address `json:"fleet"`
	Start    uint64         `json:"start"`
	Staking  common.Address `json:"staking,omitzero"`
	Bonds    common.Address `json:"bonds,omitzero"`
	Router   common.Address `json:"router,omitzero"`
}

// record is one batch: the events from where the last record ended up to Upto.
type record struct {
	Upto block      `json:"upto"`
	Logs []logEntry `json:"logs,omitempty"`
	// Minimums is in the first record only.
	Minimums *minimums `json:"minimums,omitempty"`
	// Blooms says what the batch's headers showed of the chain's, if they did.
	Blooms trust `json:"blooms,omitempty"`
}

// minimums are the least that nodes must have at stake, in wei. The contracts never change them.
type minimums struct {
	Znode *hexutil.Big `json:"znode"`
	Enode *hexutil.Big `json:"enode,omitempty"`
}

// logEntry is as much of a log as its meaning needs.
type logEntry struct {
	Address common.Address `json:"address"`
	Topics  []common.Hash  `json:"topics"`
	Data    hexutil.Bytes  `json:"data"`
	Block   uint64         `json:"block,omitzero"`
}

func entriesOf(logs []types.Log) []logEntry {
	var out []logEntry
	for i := range logs {
		out = append(out, logEntry{logs[i].Address, logs[i].Topics, logs[i].Data, logs[i].BlockNumber})
	}
	return out
}

func (e *logEntry) log() *types.Log {
	return &types.Log{Address: e.Address, Topics: e.Topics, Data: e.Data, BlockNumber: e.Block}
}

// openJournal opens or begins the journal at path and gives each of its records to replay.
func openJournal(path string, about heading, replay func(*record)) (*journal, error) {
	if err := beginJournal(path, about); err != nil {
		return nil, fmt.Errorf("open project journal: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("open project journal: %w", err)
	}
	j := &journal{file: f}
	if err := j.read(replay); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// beginJournal makes sure that the file at path is a journal about about.
func beginJournal(path string, about heading) error {
	want, err := line(about)
	if err != nil {
		return err
	}
	switch is, err := hasPrefix(path, want); {
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return err
	case is:
		return nil
	}
	tmp := path + ".new"
	if err := writeSynced(tmp, want); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func hasPrefix(path string, want []byte) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close() //nolint:errcheck // only read
	got := make([]byte, len(want))
	if _, err := io.ReadFull(f, got); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		return false, err
	}
	return bytes.Equal(got, want), nil
}

// read replays the records, notes where each ends, and cuts what does not hold.
func (j *journal) read(replay func(*record)) error {
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read project journal: %w", err)
	}
	j.marks, j.size = nil, 0
	r := bufio.NewReader(j.file)
	for {
		text, err := r.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read project journal: %w", err)
		}
		body, ok := unwrap(text)
		if !ok {
			break
		}
		if j.size > 0 { // behind the heading
			var rec record
			if json.Unmarshal(body, &rec) != nil {
				break
			}
			j.marks = append(j.marks, mark{rec.Upto, j.size + int64(len(text))})
			replay(&rec)
		}
		j.size += int64(len(text))
	}
	return j.truncate(j.size)
}

// append adds a record; it is on the disk when append returns nil.
func (j *journal) append(rec record) error {
	text, err := line(rec)
	if err != nil {
		return fmt.Errorf("write project journal: %w", err)
	}
	if _, err = j.file.WriteAt(text, j.size); err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		// A part may stand there; cut it, or the next record would stand behind it.
		return fmt.Errorf("write project journal: %w", errors.Join(err, j.truncate(j.size)))
	}
	j.size += int64(len(text))
	j.marks = append(j.marks, mark{rec.Upto, j.size})
	return nil
}

// cut keeps the first n records, which it replays.
func (j *journal) cut(n int, replay func(*record)) error {
	if n < len(j.marks) {
		end, err := j.startOf(n)
		if err != nil {
			return err
		}
		if err := j.truncate(end); err != nil {
			return err
		}
	}
	return j.read(replay)
}

// startOf is where record n begins.
func (j *journal) startOf(n int) (int64, error) {
	if n > 0 {
		return j.marks[n-1].end, nil
	}
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return 0, fmt.Errorf("read project journal: %w", err)
	}
	head, err := bufio.NewReader(j.file).ReadBytes('\n')
	if err != nil {
		return 0, fmt.Errorf("read project journal: %w", err)
	}
	return int64(len(head)), nil
}

func (j *journal) truncate(size int64) error {
	err := j.file.Truncate(size)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("cut project journal: %w", err)
	}
	return nil
}

func (j *journal) close() error { return j.file.Close() }

// line wraps v as one line of the journal.
func line(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.ChecksumIEEE(body), body), nil
}

// unwrap returns what a whole and unharmed line holds.
func unwrap(text []byte) ([]byte, bool) {
	if len(text) < 10 || text[8] != ' ' || text[len(text)-1] != '\n' {
		return nil, false
	}
	body := text[9 : len(text)-1]
	return body, fmt.Sprintf("%08x", crc32.ChecksumIEEE(body)) == string(text[:8])
}

func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(b); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

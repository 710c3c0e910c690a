package output

import (
	"encoding/hex"
	"time"

	"github.com/machinefi/sprout/task"
)

// Payload is the JSON form of a result that stdout, file and webhook write. Byte
// fields are hexadecimal with 0x.
type Payload struct {
	ChainID     uint64       `json:"chainID"`
	ProjectID   uint64       `json:"projectID"`
	Version     string       `json:"projectVersion"`
	TaskID      uint64       `json:"taskID"`
	TaskDigest  task.Digest  `json:"taskDigest"`
	Messages    []string     `json:"messageIDs"`
	CreatedAt   time.Time    `json:"createdAt"`
	Runtime     string       `json:"runtime"`
	ReceiptKind string       `json:"receiptKind"`
	ProgramID   task.Digest  `json:"programID"`
	Receipt     task.Digest  `json:"receiptDigest"`
	ReceiptCID  string       `json:"receiptCID"`
	ReceiptSize uint64       `json:"receiptSize"`
	Journal     string       `json:"journal"`
	Binding     task.Binding `json:"binding"`
	Cycles      uint64       `json:"cycles"`
}

// NewPayload fills a Payload from r. The proof itself is not in it: it is fetched by CID.
func NewPayload(r Result) Payload {
	h := r.Task.Header
	ids := make([]string, len(r.Task.Messages))
	for i := range r.Task.Messages {
		ids[i] = r.Task.Messages[i].ID.String()
	}
	return Payload{
		ChainID: h.ChainID, ProjectID: uint64(h.ProjectID), Version: h.ProjectVersion, TaskID: h.Sequence,
		TaskDigest: h.Digest(), Messages: ids, CreatedAt: h.CreatedAt,
		Runtime: r.Receipt.Runtime, ReceiptKind: r.Receipt.Kind, ProgramID: r.Receipt.ProgramID,
		Receipt: r.Receipt.Digest, ReceiptCID: r.Receipt.CID, ReceiptSize: r.Receipt.Size,
		Journal: "0x" + hex.EncodeToString(r.Receipt.Journal), Binding: r.Receipt.Binding, Cycles: r.Receipt.Cycles,
	}
}

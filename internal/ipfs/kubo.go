package ipfs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// ErrOtherCID says that a node gave a file another CID than it has in the form asked for.
var ErrOtherCID = errors.New("node made another CID of the file")

// maxAnswer bounds what is read of an RPC's answer.
const maxAnswer = 1 << 20

// Kubo is the RPC of a Kubo node, or of one that speaks it ([Node.AddHandler]).
type Kubo struct {
	endpoint string
	client   *http.Client
}

// NewKubo is the RPC at an http(s) URL, below which /api/v0 answers.
func NewKubo(endpoint string, client *http.Client) *Kubo {
	return &Kubo{strings.TrimRight(endpoint, "/"), client}
}

// options are those that make the CID, said whether or not they are the node's defaults.
func (f Format) options() url.Values {
	v := url.Values{"pin": {"true"}, "progress": {"false"}, "chunker": {fmt.Sprintf("size-%d", chunkBytes)}, "hash": {"sha2-256"}, "trickle": {"false"}}
	v.Set("cid-version", "1")
	v.Set("raw-leaves", "true")
	if f == FormatV0 {
		v.Set("cid-version", "0")
		v.Set("raw-leaves", "false")
	}
	return v
}

// Add has the node add and pin a file, and returns its CID: the one that [CID] computes, or [ErrOtherCID]. sent, which may be
// nil, is told how many bytes of the request are on their way.
func (k *Kubo) Add(ctx context.Context, name string, data []byte, f Format, sent func(done, total int64)) (string, error) {
	want, err := CID(data, f)
	if err != nil {
		return "", err
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return "", fmt.Errorf("add to IPFS node: %w", err)
	}
	size := int64(body.Len())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, k.endpoint+"/api/v0/add?"+f.options().Encode(), &counter{&body, 0, size, sent})
	if err != nil {
		return "", fmt.Errorf("add to IPFS node: %w", err)
	}
	req.ContentLength = size
	req.Header.Set("Content-Type", w.FormDataContentType())
	var last struct{ Hash string }
	if err := k.call(req, &last); err != nil {
		return "", fmt.Errorf("add to IPFS node: %w", err)
	}
	if last.Hash != want {
		return "", fmt.Errorf("add to IPFS node: %w: %.128q, want %s", ErrOtherCID, last.Hash, want)
	}
	return want, nil
}

// Addresses are where the node can be reached by others, as multiaddresses.
func (k *Kubo) Addresses(ctx context.Context) ([]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, k.endpoint+"/api/v0/id", nil)
	if err != nil {
		return nil, fmt.Errorf("ask IPFS node for its addresses: %w", err)
	}
	var id struct{ Addresses []string }
	if err := k.call(req, &id); err != nil {
		return nil, fmt.Errorf("ask IPFS node for its addresses: %w", err)
	}
	return id.Addresses, nil
}

// call decodes the last of an answer's JSON values into v.
func (k *Kubo) call(req *http.Request, v any) error {
	resp, err := k.client.Do(req)
	if err != nil {
		return bare(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if resp.StatusCode/100 != 2 {
		var fault struct{ Message string }
		if json.Unmarshal(b, &fault) != nil || fault.Message == "" {
			fault.Message = strings.TrimSpace(string(b))
		}
		return fmt.Errorf("it answers %s: %.200s", resp.Status, fault.Message)
	}
	for d := json.NewDecoder(bytes.NewReader(b)); ; {
		if err := d.Decode(v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read answer: %w", err)
		}
	}
}

// bare takes the URL, which may hold credentials, out of an HTTP client's error.
func bare(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// counter tells how much of a request is read.
type counter struct {
	r           io.Reader
	done, total int64
	tell        func(done, total int64)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.done += int64(n)
	if c.tell != nil && n > 0 {
		c.tell(c.done, c.total)
	}
	return n, err
}

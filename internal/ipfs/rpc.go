package ipfs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	addsAtOnce  = 4                // files in memory at a time
	addPatience = 10 * time.Second // how long one waits for its turn
)

// AddHandler serves POST /api/v0/add as Kubo's RPC does, for one file of at most limit bytes a request, which the node then
// keeps, and POST /api/v0/id, which tells where the node is found. Whoever reaches it can fill the disk: it is for the
// programs of this machine, and answers no others. Connections that came to another address than a loopback one, pages in
// browsers, and names that were made to lead here are turned away.
func (n *Node) AddHandler(limit int64) http.Handler {
	a := &adder{node: n, limit: limit, turns: make(chan struct{}, addsAtOnce)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v0/add", a.serve)
	mux.HandleFunc("POST /api/v0/id", n.serveID)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if why := stranger(r); why != "" {
			n.log.Debug("a request to the IPFS RPC is turned away", "from", r.RemoteAddr, "reason", why)
			rpcFault(w, http.StatusForbidden, why)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// stranger says why a request is not from a program of this machine; "" if it is. What only browsers send says that a page
// asks, whose site may be anybody's; the host that a request names is another than this machine where a page's own name was
// made to lead here.
func stranger(r *http.Request) string {
	at, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if at == nil || !loopback(at.String()) {
		return "this is for programs of the node's machine only"
	}
	if !loopback(r.Host) {
		return fmt.Sprintf("host %.64q is not this machine", r.Host)
	}
	for _, name := range []string{"Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest"} {
		if len(r.Header.Values(name)) > 0 {
			return "not for browsers"
		}
	}
	if strings.HasPrefix(r.UserAgent(), "Mozilla") { // old ones, which say nothing else
		return "not for browsers"
	}
	return ""
}

// loopback reports whether a host, with or without a port, can only be this machine.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// serveID tells who the node is and where others reach it, as Kubo does.
func (n *Node) serveID(w http.ResponseWriter, _ *http.Request) {
	if n.cfg.Host == nil {
		rpcFault(w, http.StatusServiceUnavailable, "this node is in no network")
		return
	}
	id := n.cfg.Host.ID().String()
	addresses := []string{}
	for _, a := range n.cfg.Host.Addrs() {
		addresses = append(addresses, a.String()+"/p2p/"+id)
	}
	n.rpcAnswer(w, map[string]any{"ID": id, "Addresses": addresses})
}

// adder takes files.
type adder struct {
	node  *Node
	limit int64
	turns chan struct{} // holds a token for each file in work
}

func (a *adder) serve(w http.ResponseWriter, r *http.Request) {
	f, err := formatOf(r.URL.Query())
	if err != nil {
		rpcFault(w, http.StatusBadRequest, err.Error())
		return
	}
	if r.ContentLength > a.limit+partBytes {
		rpcFault(w, http.StatusRequestEntityTooLarge, a.tooLarge())
		return
	}
	if !a.takeTurn(r) {
		w.Header().Set("Retry-After", "1")
		rpcFault(w, http.StatusServiceUnavailable, "too many files at once, try again")
		return
	}
	defer func() { <-a.turns }()
	data, name, status, err := a.read(w, r)
	if err != nil {
		rpcFault(w, status, err.Error())
		return
	}
	// The whole file is here; it is kept even if its sender goes away now.
	c, err := a.keep(context.WithoutCancel(r.Context()), data, f)
	if err != nil {
		a.node.log.Warn("cannot keep a file", "err", err)
		status, why := notKept(err)
		rpcFault(w, status, why)
		return
	}
	a.node.rpcAnswer(w, map[string]string{"Name": name, "Hash": c, "Size": strconv.Itoa(len(data))})
}

// keep adds a file, if there is room for it.
func (a *adder) keep(ctx context.Context, data []byte, f Format) (string, error) {
	if err := a.node.room(data, f); err != nil {
		return "", err
	}
	return a.node.AddReader(ctx, bytes.NewReader(data), f)
}

// takeTurn waits for one; whoever has it gives the token back.
func (a *adder) takeTurn(r *http.Request) bool {
	patience := time.NewTimer(addPatience)
	defer patience.Stop()
	select {
	case a.turns <- struct{}{}:
		return true
	case <-patience.C:
	case <-r.Context().Done():
	}
	return false
}

// partBytes is as much as the headers around a file may have.
const partBytes = 64 << 10

func (a *adder) tooLarge() string { return fmt.Sprintf("file is above %d bytes", a.limit) }

// read returns the request's file and its name, or what to answer. It is whole before anything is stored.
func (a *adder) read(w http.ResponseWriter, r *http.Request) (data []byte, name string, status int, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, a.limit+partBytes)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, "", http.StatusBadRequest, err
	}
	part, err := parts.NextPart()
	if err != nil {
		return nil, "", http.StatusBadRequest, errors.New("want one file")
	}
	data, err = io.ReadAll(io.LimitReader(part, a.limit+1))
	if over := (*http.MaxBytesError)(nil); errors.As(err, &over) || int64(len(data)) > a.limit {
		return nil, "", http.StatusRequestEntityTooLarge, errors.New(a.tooLarge())
	}
	if err != nil {
		return nil, "", http.StatusBadRequest, fmt.Errorf("file is cut off: %w", err)
	}
	if err := onlyPart(parts); err != nil {
		return nil, "", http.StatusBadRequest, err
	}
	return data, part.FileName(), http.StatusOK, nil
}

// onlyPart makes sure that nothing follows: a file that is passed over must not look as if it were kept.
func onlyPart(parts *multipart.Reader) error {
	switch _, err := parts.NextPart(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return fmt.Errorf("file is cut off: %w", err)
	default:
		return errors.New("want one file in a request")
	}
}

// notKept says why a file could not be stored, where its sender can do something about it.
func notKept(err error) (status int, why string) {
	switch {
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		return http.StatusInsufficientStorage, "the node's disk is full"
	case errors.Is(err, ErrFull):
		return http.StatusInsufficientStorage, "the node keeps as much as it may: " + err.Error()
	default:
		return http.StatusInternalServerError, "cannot keep the file, the node's log says why"
	}
}

func (n *Node) rpcAnswer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		n.log.Debug("client went away", "err", err)
	}
}

// rpcFault answers as Kubo does.
func rpcFault(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"Message": message, "Code": 0, "Type": "error"})
}

// formatOf is the format whose options a request states; others would give other CIDs, or do something else with the file.
func formatOf(q url.Values) (Format, error) {
	f := FormatV1
	if v := q.Get("cid-version"); v == "0" || v == "" {
		f = FormatV0
	}
	want := f.options()
	for _, name := range []string{"only-hash", "wrap-with-directory", "nocopy", "inline"} {
		want.Set(name, "false")
	}
	for name := range want {
		if got := q.Get(name); got != "" && got != want.Get(name) && name != "progress" {
			return f, fmt.Errorf("%s=%.32q is not offered, want %s", name, got, want.Get(name))
		}
	}
	return f, nil
}

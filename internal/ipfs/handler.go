package ipfs

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

// Handler serves GET and HEAD /ipfs/{cid} from the store: the file's bytes, ranges
// included, or one block where ?format=raw or the Accept header asks for it, as the
// trustless gateway specification says. It fetches nothing from the network, so
// strangers cannot make the node work for them.
func (n *Node) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ipfs/{cid}", n.serveHTTP)
	return mux
}

func (n *Node) serveHTTP(w http.ResponseWriter, r *http.Request) {
	c, err := ParseCID(r.PathValue("cid"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	head := w.Header()
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("X-Ipfs-Path", "/ipfs/"+c.String())
	head.Set("Access-Control-Allow-Origin", "*") // browsers may read what anybody may read
	switch format := r.URL.Query().Get("format"); {
	case format == "raw", format == "" && strings.Contains(r.Header.Get("Accept"), rawBlock):
		n.serveBlock(w, r, c)
	case format == "":
		n.serveFile(w, r, c)
	default:
		http.Error(w, fmt.Sprintf("format %.32q is not offered, want raw", format), http.StatusNotAcceptable)
	}
}

func (n *Node) serveBlock(w http.ResponseWriter, r *http.Request, c cid.Cid) {
	b, err := n.store.Get(r.Context(), c)
	if err != nil {
		n.serveError(w, c, err)
		return
	}
	immutable(w, c, ".raw", rawBlock)
	if r.Method == http.MethodHead {
		w.Header().Set("Content-Length", fmt.Sprint(len(b.RawData())))
		return
	}
	if _, err := w.Write(b.RawData()); err != nil {
		n.log.Debug("client went away", "cid", c, "err", err)
	}
}

func (n *Node) serveFile(w http.ResponseWriter, r *http.Request, c cid.Cid) {
	f, err := openFile(r.Context(), n.local, c)
	if err != nil {
		n.serveError(w, c, err)
		return
	}
	defer f.Close()
	immutable(w, c, "", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, f)
}

func (n *Node) serveError(w http.ResponseWriter, c cid.Cid, err error) {
	if ipld.IsNotFound(err) {
		http.Error(w, "not kept here: "+c.String(), http.StatusNotFound)
		return
	}
	n.log.Warn("cannot serve content", "cid", c, "err", err)
	http.Error(w, "cannot serve "+c.String(), http.StatusInternalServerError)
}

// immutable sets the headers of content that can never change.
func immutable(w http.ResponseWriter, c cid.Cid, variant, contentType string) {
	head := w.Header()
	head.Set("Etag", `"`+c.String()+variant+`"`)
	head.Set("Cache-Control", "public, max-age=29030400, immutable")
	head.Set("Content-Type", contentType)
	head.Add("Vary", "Accept")
}

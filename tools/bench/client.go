package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// client is one keep-alive connection that sends the same request again and
// again. net/http's client would cost more than the server that is measured.
type client struct {
	conn    net.Conn
	in      *bufio.Reader
	request []byte
}

func dial(ctx context.Context, addr string, request []byte) (*client, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 4096), request: request}, nil
}

// messageRequest is POST /message with data of the given size.
func messageRequest(addr string, size int) []byte {
	body := fmt.Sprintf(`{"projectID":%d,"projectVersion":%q,"data":%q}`, projectID, versionName, strings.Repeat("x", size))
	return fmt.Appendf(nil, "POST /message HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", addr, len(body), body)
}

// post sends the request and returns when it is acknowledged; any answer but 200 is an error.
func (c *client) post() error {
	if _, err := c.conn.Write(c.request); err != nil {
		return err
	}
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
		return fmt.Errorf("server answered %q", bytes.TrimSpace(line))
	}
	length := -1
	for {
		if line, err = c.in.ReadSlice('\n'); err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if v, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(v))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return errors.New("answer has no Content-Length")
	}
	_, err = io.CopyN(io.Discard, c.in, int64(length))
	return err
}

// load is what a number of clients got acknowledged.
type load struct {
	count     int64         // within the measured time
	took      time.Duration // measured time
	total     int64         // warm-up included
	cpu       time.Duration // of this process
	latencies []time.Duration
}

func (l *load) add(o load) {
	l.count, l.took, l.total = l.count+o.count, l.took+o.took, l.total+o.total
	l.cpu += o.cpu
	l.latencies = append(l.latencies, o.latencies...)
}

func (l *load) rate() float64 { return float64(l.count) / l.took.Seconds() }

// drive has the clients send for warm and then, measured, for d.
func drive(ctx context.Context, addr string, clients int, warm, d time.Duration) (load, error) {
	var all load
	var mu sync.Mutex
	var errs []error
	var done atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	request := messageRequest(addr, payloadBytes)
	measured := time.Now().Add(warm)
	for range clients {
		c, err := dial(ctx, addr, request)
		if err != nil {
			return all, err
		}
		wg.Go(func() {
			latencies, err := c.loop(&stop, &done, measured)
			mu.Lock()
			defer mu.Unlock()
			all.latencies = append(all.latencies, latencies...)
			if err = errors.Join(err, c.conn.Close()); err != nil {
				errs = append(errs, err)
			}
		})
	}
	pause(ctx, time.Until(measured))
	from, began := done.Load(), time.Now()
	pause(ctx, d)
	all.count, all.took = done.Load()-from, time.Since(began)
	stop.Store(true)
	wg.Wait()
	all.total = done.Load()
	return all, errors.Join(append(errs, ctx.Err())...)
}

func (c *client) loop(stop *atomic.Bool, done *atomic.Int64, measured time.Time) (latencies []time.Duration, err error) {
	for !stop.Load() {
		began := time.Now()
		if err := c.post(); err != nil {
			return latencies, fmt.Errorf("post message: %w", err)
		}
		done.Add(1)
		if began.After(measured) {
			latencies = append(latencies, time.Since(began))
		}
	}
	return latencies, nil
}

// pause waits for d, or less when ctx ends.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

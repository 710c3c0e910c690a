package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/machinefi/sprout/task"
)

// readJSON decodes one JSON value; what is wrong names its field.
func readJSON(body io.Reader, limit int64, v any) error {
	raw, err := io.ReadAll(body)
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return &problem{status: http.StatusRequestEntityTooLarge, limit: fmt.Sprintf("%d bytes", limit), text: fmt.Sprintf("request body is above the limit of %d bytes", limit)}
	}
	if err != nil {
		return bad("", "request body could not be read")
	}
	if !utf8.Valid(raw) {
		return bad("", "request body is not UTF-8")
	}
	err = json.Unmarshal(raw, v)
	var typ *json.UnmarshalTypeError
	var syn *json.SyntaxError
	switch {
	case errors.As(err, &typ):
		return bad(typ.Field, "field %s: %s where %s is wanted", typ.Field, clip(typ.Value), typ.Type)
	case errors.As(err, &syn):
		return bad("", "malformed JSON at byte %d: %s", syn.Offset, syn)
	case err != nil:
		return bad("", "malformed JSON: %s", err)
	}
	return nil
}

func decodeMessage(body io.Reader, limit int64) (SendMessage, error) {
	var m SendMessage
	if err := readJSON(body, limit, &m); err != nil {
		return m, err
	}
	switch {
	case m.ProjectID == 0:
		return m, bad("projectID", "field projectID is missing or 0")
	case m.ProjectVersion == "":
		return m, bad("projectVersion", "field projectVersion is missing or empty")
	case len(m.ProjectVersion) > task.MaxVersionLen:
		p := bad("projectVersion", "field projectVersion has %d bytes", len(m.ProjectVersion))
		p.limit = fmt.Sprintf("%d bytes", task.MaxVersionLen)
		return m, p
	case m.Data == "":
		return m, bad("data", "field data is missing or empty")
	case len(m.Data) > task.MaxDataLen:
		return m, &problem{status: http.StatusRequestEntityTooLarge, field: "data", limit: fmt.Sprintf("%d bytes", task.MaxDataLen),
			text: fmt.Sprintf("field data has %d bytes", len(m.Data))}
	}
	return m, nil
}

func decodeCredential(body io.Reader, limit int64) (Credential, error) {
	var in SignCredential
	if err := readJSON(body, limit, &in); err != nil {
		return Credential{}, err
	}
	c := Credential{Issuer: in.Credential.Issuer, Subject: in.Credential.CredentialSubject.Id, Issued: time.Now(), Types: []string{"VerifiableCredential"}}
	if c.Subject == "" {
		return c, bad("credential.credentialSubject.id", "field credential.credentialSubject.id is missing")
	}
	if len(c.Subject) > task.MaxClientDIDLen {
		return c, bad("credential.credentialSubject.id", "field credential.credentialSubject.id has %d bytes, limit %d", len(c.Subject), task.MaxClientDIDLen)
	}
	if o := in.Options; o != nil && o.ProofFormat != nil && *o.ProofFormat != "jwt" {
		return c, bad("options.proofFormat", "field options.proofFormat: %q is not offered, want jwt", clip(*o.ProofFormat))
	}
	if in.Credential.Id != nil {
		c.ID = *in.Credential.Id
	}
	if in.Credential.IssuanceDate != nil {
		c.Issued = *in.Credential.IssuanceDate
	}
	if in.Credential.ExpirationDate != nil {
		c.Expires = *in.Credential.ExpirationDate
	}
	if in.Credential.Type != nil {
		c.Types = *in.Credential.Type
	}
	return c, nil
}

func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}

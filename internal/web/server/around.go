package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

// trip is what is known of one request on its way, and what the log says of it.
type trip struct {
	pattern string
	nonce   string
	client  string
	secure  bool
}

type tripKey struct{}

func tripOf(ctx context.Context) *trip {
	if t, ok := ctx.Value(tripKey{}).(*trip); ok {
		return t
	}
	return &trip{}
}

// around puts everything around the mux that every answer needs.
func (s *Server) around(mux http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(s.crossSite))
	guarded := crossOrigin.Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		t := &trip{nonce: nonce()}
		t.client, t.secure = s.browser(r)
		secure(w.Header(), t)
		out := &recorder{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				s.config.Log.Error("panic", "route", t.pattern, "panic", p, "stack", string(debug.Stack()))
				if out.status == 0 {
					http.Error(out, s.config.Words.Book().In("").T("server.broken"), http.StatusInternalServerError)
				}
			}
			s.logTrip(r, t, out, time.Since(begun))
		}()
		squeeze := compress(out, r)
		guarded.ServeHTTP(squeeze, r.WithContext(context.WithValue(r.Context(), tripKey{}, t)))
		squeeze.finish()
	})
}

// logTrip writes one line that names nobody: which route, how it went, how
// long it took.
func (s *Server) logTrip(r *http.Request, t *trip, out *recorder, took time.Duration) {
	s.config.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", r.Method),
		slog.String("route", t.pattern), slog.Int("status", out.status),
		slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int("bytes", out.bytes))
}

// secure sets what every answer says to the browser about itself.
func secure(h http.Header, t *trip) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-"+t.nonce+"'; style-src 'nonce-"+t.nonce+
		"'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	if t.secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// crossSite answers a form that another site sent.
func (s *Server) crossSite(w http.ResponseWriter, hr *http.Request) {
	r := s.site.NewRequest(page.Visit{HTTP: hr, Nonce: tripOf(hr.Context()).nonce, Public: true})
	s.show(w, r, fault.New(fault.Denied, "server.cross-site"), http.StatusForbidden)
}

// browser is the address and the safety of the browser's own connection. What
// a proxy says of them counts only when it is one of ours: the last address in
// the chain that is not.
func (s *Server) browser(r *http.Request) (client string, secure bool) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	secure = r.TLS != nil
	if !s.trusts(host) {
		return host, secure
	}
	secure = secure || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(chain) - 1; i >= 0; i-- {
		hop := strings.TrimSpace(chain[i])
		if _, err := netip.ParseAddr(hop); err != nil {
			break
		}
		host = hop
		if !s.trusts(hop) {
			break
		}
	}
	return host, secure
}

func (s *Server) trusts(host string) bool {
	address, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, p := range s.config.TrustedProxies {
		if p.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status, bytes int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

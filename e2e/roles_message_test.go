package e2e

// Who may write messages, read what comes back, and say how they leave. The
// gateway's address knows a secret and no account.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/message           in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/message           in        ok    gone  no    no    ok    no    no    no    no
POST /messages/{sent}/withdraw       in        ok    gone  no    no    ok    no    no    no    no
GET  /messages                          in        ok    ok    no    no    ok    no    no    no    no
POST /messages/{sent}/seen           in        ok    gone  no    no    ok    no    no    no    no
POST /replies/{reply}/read              in        ok    gone  no    no    ok    no    no    no    no

GET  /messages/settings                 in        no    no    no    no    ok    ok    no    no    no
POST /messages/settings                 in        no    no    no    no    ok    ok    no    no    no
POST /messages/settings/hook            in        no    no    no    no    ok    ok    no    no    no
POST /messages/settings/test            in        no    no    no    no    ok    ok    no    no    no

GET  /hooks/sms/{secret}                ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /hooks/sms/{secret}                ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /stop/{parcel}                     ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /stop/{parcel}                     ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
`)

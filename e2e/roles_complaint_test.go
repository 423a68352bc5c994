package e2e

// A complaint is read by who can change something: managers, and those who read
// concerns.
var _ = rows(`
                                 stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /complaints                 in        no    no    no    no    ok    no    ok    ok    no
GET  /complaints/new             in        no    no    no    no    ok    no    ok    ok    no
POST /complaints/new             in        no    no    no    no    ok    no    ok    ok    no
GET  /complaints/{complaint}     in        no    no    no    no    ok    no    ok    ok    no
POST /complaints/{complaint}     in        no    no    no    no    ok    no    ok    ok    no
`)

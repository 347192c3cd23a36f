"""A server on loopback that gives every request one answer: `answering.py proxy` demands a password of whoever wants a
tunnel, `answering.py denial` is an STS that lets nobody take a role. It prints its port."""

import http.server
import sys

DENIAL = b"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>AccessDenied</Code><Message>User: arn:aws:iam::111122223333:user/ann is not authorized to perform: sts:AssumeRole
on resource: arn:aws:iam::111122223333:role/deploy</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_CONNECT(self):
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="office"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(403)
        self.send_header("Content-Length", str(len(DENIAL)))
        self.end_headers()
        self.wfile.write(DENIAL)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()

#!/usr/bin/python3
"""A throwaway S3 server for the tests: OpenStack Swift (Debian: python3-swift), all four of its servers in this one process.

    build/s3-server.py FOLDER [PORT]

Everything it keeps is in FOLDER. It prints its URL, with access key and secret, once it answers.
"""
import os
import sys

import eventlet
import eventlet.wsgi
from swift.common import utils, wsgi

eventlet.hubs.use_hub(wsgi.get_hub())
eventlet.patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

FOLDER = os.path.abspath(sys.argv[1])
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 0
USER, SECRET = 'mysaas:tests', 'secret-of-the-tests'
RINGS = ('account', 'container', 'object')

PROXY = f'''
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth copy slo dlo keymaster encryption proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = false
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
# Pages that a test can fill.
max_bucket_listing = 50
max_parts_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_{USER.replace(':', '_')} = {SECRET} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 100000
[filter:dlo]
use = egg:swift#dlo
[filter:keymaster]
use = egg:swift#keymaster
encryption_root_secret = {'A' * 43}=
[filter:encryption]
use = egg:swift#encryption
'''

BACKEND = '''
[pipeline:main]
pipeline = {0}-server
[app:{0}-server]
use = egg:swift#{0}
devices = {1}/devices
mount_check = false
fallocate_reserve = 0
swift_dir = {1}
log_level = CRITICAL
'''


def write(name, text):
    with open(os.path.join(FOLDER, name), 'w') as file:
        file.write(text)
    return file.name


def listen(port=0):
    return eventlet.listen(('127.0.0.1', port), backlog=1024)


def serve(name, text, listener):
    app = wsgi.loadapp(write(f'{name}.conf', text), {'swift_dir': FOLDER, 'log_level': 'CRITICAL'})
    # The name of a header is kept as it is: S3's clients look for "ETag".
    return eventlet.spawn(
        eventlet.wsgi.server, listener, app, utils.NullLogger(), protocol=wsgi.SwiftHttpProtocol, capitalize_response_headers=False,
        socket_timeout=60)


def main():
    os.makedirs(os.path.join(FOLDER, 'devices', 'd'), exist_ok=True)
    write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = one\ndefault = yes\n')
    utils.set_swift_dir(FOLDER)

    from swift.common.ring import RingBuilder
    for ring in RINGS:
        listener = listen()
        builder = RingBuilder(part_power=4, replicas=1, min_part_hours=0)
        builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': listener.getsockname()[1], 'device': 'd', 'weight': 1})
        builder.rebalance()
        builder.get_ring().save(os.path.join(FOLDER, f'{ring}.ring.gz'))
        serve(ring, BACKEND.format(ring, FOLDER), listener)

    listener = listen(PORT)
    server = serve('proxy', PROXY, listener)
    print(f"http://{USER.replace(':', '%3A')}:{SECRET}@127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server.wait()


main()

-- An event of about 3 KB each, with an id of its own and signed when it is sent: wrk -s webhook.lua URL -- SECRET
local ffi = require("ffi")
ffi.cdef [[
  const void *EVP_sha256(void);
  unsigned char *HMAC(const void *md, const void *key, int key_length, const unsigned char *data, size_t length, unsigned char *out, unsigned int *out_length);
]]
local crypto = ffi.load("libcrypto.so.3")
local digest, digest_length = ffi.new("unsigned char[32]"), ffi.new("unsigned int[1]")
local threads, thread, run, sent, secret = 0, 0, "", 0, ""
local hex, lines = {}, {}
for byte = 0, 255 do hex[byte] = string.format("%02x", byte) end
for line = 1, 14 do
  lines[line] = string.format(
    '{"id":"il_%d","object":"line_item","amount":%d,"currency":"usd","description":"Seat, month %d","quantity":%d,"metadata":{"cost_center":"cc-%d"}}',
    line, line * 100, line, line, line)
end
local rest = '","object":"event","api_version":null,"created":1760000000,"livemode":false,"type":"invoice.paid","data":{"object":{"id":"in_1","object":"invoice",'
  .. '"customer":"cus_%d","subscription":"sub_1","status":"paid","amount_paid":12000,"lines":{"object":"list","data":[' .. table.concat(lines, ",")
  .. ']},"description":"' .. string.rep("x", 300) .. '"}}}'

function setup(t) threads = threads + 1; t:set("thread", threads) end
function init(args)
  secret = args[1]
  run = os.time() .. "_" .. tostring({}):gsub("table: 0x", "")
end
function request()
  sent = sent + 1
  local body = '{"id":"evt_' .. run .. "_" .. thread .. "_" .. sent .. string.format(rest, sent % 1000)
  local time = tostring(os.time())
  local signed = time .. "." .. body
  crypto.HMAC(crypto.EVP_sha256(), secret, #secret, signed, #signed, digest, digest_length)
  local signature = {}
  for i = 0, 31 do signature[i + 1] = hex[digest[i]] end
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json", ["Stripe-Signature"] = "t=" .. time .. ",v1=" .. table.concat(signature) }, body)
end

-- An organization each, by a name of its own: wrk -s organizations.lua URL -- TOKEN
local threads, thread, run, asked = 0, 0, "", 0
function setup(t) threads = threads + 1; t:set("thread", threads) end
function init(args)
  run = os.time() .. " " .. tostring({}):gsub("table: 0x", "")
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.headers["Content-Type"] = "application/json"
end
function request()
  asked = asked + 1
  return wrk.format(nil, nil, nil, '{"name":"Bench ' .. run .. " " .. thread .. " " .. asked .. '"}')
end

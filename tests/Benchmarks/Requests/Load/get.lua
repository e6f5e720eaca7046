-- One address, again and again: wrk -s get.lua URL -- TOKEN
function init(args) wrk.headers["Authorization"] = "Bearer " .. args[1] end

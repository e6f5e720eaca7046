-- The first request of another script, and its answer: SCRIPT=get.lua wrk -t1 -c1 -s once.lua URL -- ARGUMENTS
dofile(os.getenv("SCRIPT"))
function response(status, headers, body)
  io.write("answer ", status, " ", body:gsub("[\r\n]", " "), "\n")
  io.flush()
  wrk.thread:stop()
end

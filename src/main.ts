// The only file that joins rooms; the doors are not hung yet.
process.stderr.write("reta: no command is available yet\n");
process.exitCode = 2;

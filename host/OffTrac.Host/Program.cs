using OffTrac.Host.Commands;

using var signals = new TerminationSignals();
return await CommandLine.RunAsync(args, CommandConsole.ForProcess(), signals.Token).ConfigureAwait(false);

using System.Runtime.InteropServices;

namespace OffTrac.Host.Commands;

/// <summary>Ctrl-C and SIGTERM as a token. A second signal ends the process at once, as without us.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public TerminationSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested)
            return;
        signal.Cancel = true;
        _source.Cancel();
    }
}

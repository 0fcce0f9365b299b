namespace OffTrac.Host.Hosting;

/// <summary>How long calls inside a plugin may take to return when it goes. When the host ends, its web server has waited for the requests already: then briefly.</summary>
internal sealed class DrainLimit : IDisposable
{
    private static readonly TimeSpan s_atTheEnd = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _registration;

    /// <param name="limit">While the host goes on.</param>
    /// <param name="ending">Cancelled when the host ends.</param>
    public DrainLimit(TimeSpan limit, CancellationToken ending)
    {
        _over = new CancellationTokenSource(limit);
        _registration = ending.UnsafeRegister(static over => ((CancellationTokenSource)over!).CancelAfter(s_atTheEnd), _over);
    }

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _over.Dispose();
    }
}

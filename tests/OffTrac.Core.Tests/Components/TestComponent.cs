namespace OffTrac.Core.Tests.Components;

/// <summary>Does what the test says.</summary>
public sealed class TestComponent : ITestListener, ITestPolicy, IPatientListener
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public Func<string, CancellationToken, ValueTask<string?>> Does { get; set; } = static (_, _) => default;

    public ValueTask<string?> AskAsync(string text, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        return Does(text, cancellation);
    }

    public ValueTask ToldAsync(string text, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        var answering = Does(text, cancellation);
        if (answering.IsCompletedSuccessfully)
        {
            answering.GetAwaiter().GetResult();
            return default;
        }

        return new ValueTask(answering.AsTask());
    }
}

using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

/// <summary>A point whose failures are skipped, with a limit that a test can wait for.</summary>
[ExtensionPoint(TimeLimitSeconds = 1)]
public interface ITestListener
{
    ValueTask<string?> AskAsync(string text, CancellationToken cancellation) => default;

    ValueTask ToldAsync(string text, CancellationToken cancellation) => default;
}

using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

/// <summary>A point whose failures reach the caller.</summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 1)]
public interface ITestPolicy
{
    ValueTask<string?> AskAsync(string text, CancellationToken cancellation) => default;
}

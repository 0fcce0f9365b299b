using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

/// <summary>A point whose limit no test ever reaches, however busy the machine is.</summary>
[ExtensionPoint(TimeLimitSeconds = 120)]
public interface IPatientListener
{
    ValueTask<string?> AskAsync(string text, CancellationToken cancellation);
}

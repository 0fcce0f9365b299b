using System.Diagnostics;

namespace OffTrac.Plugins.Redis.Tests.Outages;

/// <summary>Waits for what comes about by itself; how long it takes is nobody's assertion.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> isSo, Func<string> otherwise) => TrueAsync(() => Task.FromResult(isSo()), otherwise);

    public static async Task TrueAsync(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90), otherwise());
            await Task.Delay(50);
        }
    }
}

using System.Diagnostics;

namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>Waits for what another process brings about; how long it takes is nobody's assertion.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T>> get, Func<T, bool> isThere, string what, int seconds = 60)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var value = await get();
            if (isThere(value))
                return value;
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"{what} did not come about within {seconds} s; the last was: {value}");
            await Task.Delay(100);
        }
    }
}

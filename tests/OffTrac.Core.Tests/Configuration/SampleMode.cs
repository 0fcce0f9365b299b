namespace OffTrac.Core.Tests.Configuration;

public enum SampleMode
{
    Slow,
    VeryFast,
}

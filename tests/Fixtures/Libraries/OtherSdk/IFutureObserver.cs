namespace OffTrac.Sdk.Pings;

public interface IFutureObserver;

#include "CSvarFaultVFS.h"
